"""WSGI entry point, served by granian. Production does not come up with demo accounts."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
application = get_wsgi_application()

from cms.operations.demo_accounts import refuse_demo_accounts  # noqa: E402 - models can be imported only now

refuse_demo_accounts()
