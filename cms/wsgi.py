"""WSGI entry point, served by granian: public pages from the tree, everything else from Django.

Production does not come up with demo accounts.
"""

import os
import signal
import threading
from pathlib import Path

# A worker of granian that still loads would not hear it, and has nothing to finish.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

from django.core.wsgi import get_wsgi_application

from cms.front.middleware import PublicPages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
django_application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - there only now

from cms.operations.demo_accounts import refuse_demo_accounts  # noqa: E402 - models can be imported only now
from cms.publication import watch  # noqa: E402

refuse_demo_accounts()
watch.start()
application = PublicPages(django_application, Path(settings.PUBLIC_ROOT))
