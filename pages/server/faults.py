"""What is said where a page fails: never a traceback on a screen."""

import logging
import uuid

from pages.shared import show


def say_sorry(error: Exception) -> bool:
    """The log gets the traceback, the screen gets words and the number under which to find it. True: nothing more to show."""
    number = uuid.uuid4().hex[:8]
    logging.getLogger("dashboard").error("a page failed: %s", number, exc_info=error)
    show.failure(error, number)
    return True
