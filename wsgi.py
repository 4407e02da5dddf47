"""The application for a WSGI server: `gunicorn wsgi:app`, or granian through `python -m server.serve`."""

import sys

from server import create_app, migrate
from server.config import ConfigError

try:
    app = create_app()
except ConfigError as error:
    sys.exit(str(error))
migrate.upgrade_apart(app)
