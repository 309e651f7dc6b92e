"""Django's SQLite backend with the number of values in one statement that SQLite itself has allowed since 3.32 (2020).

Django 5.2 still splits at 999, so that a long checklist took two statements where PostgreSQL takes one.
"""

from django.db.backends.sqlite3 import base, features

MOST_VALUES = 32_766  # https://sqlite.org/limits.html#max_variable_number


class DatabaseFeatures(features.DatabaseFeatures):
    max_query_params = MOST_VALUES


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures
