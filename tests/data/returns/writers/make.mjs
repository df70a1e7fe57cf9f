// Makes the workbooks of this folder from right.xlsx (the tests' right file), as other programs' libraries write it:
//   npm install xlsx exceljs xlsx-populate && node make.mjs right.xlsx
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const XLSX = require("xlsx");
const ExcelJS = require("exceljs");
const Populate = require("xlsx-populate");

const source = process.argv[2];
const book = XLSX.readFile(source, { cellNF: true });
XLSX.writeFile(book, "sheetjs.xlsx", { bookSST: false });
XLSX.writeFile(book, "sheetjs-shared.xlsx", { bookSST: true, compression: true });

const loaded = new ExcelJS.Workbook();
await loaded.xlsx.readFile(source);
await loaded.xlsx.writeFile("exceljs.xlsx");

const stream = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: "exceljs-stream.xlsx" });
for (const sheet of loaded.worksheets) {
  const copy = stream.addWorksheet(sheet.name, { state: sheet.state });
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    row.eachCell({ includeEmpty: false }, (cell, column) => { copy.getCell(number, column).value = cell.value; });
  });
  copy.commit();
}
await stream.commit();

await (await Populate.fromFileAsync(source)).toFileAsync("xlsx-populate.xlsx");
