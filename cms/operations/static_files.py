"""How files are named in production: by their content, also where one of our ES modules imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Every file is cached for ever by browsers, so an ``import`` must name the hashed file too."""

    support_js_module_import_aggregation = True
