"""How Wagtail's and Django's own screens write days and hours: as ``desk.core.words`` does. Django's Indonesian shortens months."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H.i"
TIME_FORMAT = "H.i"
SHORT_DATETIME_FORMAT = "d-m-Y H.i"
