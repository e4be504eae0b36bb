"""How gunicorn runs the site: ``gunicorn --config python:cms_site.gunicorn cms_site.wsgi``.

Options on the command line win. Whoever turns on the access log (``--access-logfile -``) gets it without tokens: the
address of a page that a mail leads to opens it.
"""

from typing import Any

from gunicorn.glogging import Logger

from kitnet_events.token_masks import MaskTokens

workers = 2
threads = 4


class MaskedLogger(Logger):
    """Gunicorn's logs, without the tokens of links in mails."""

    def setup(self, cfg: Any) -> None:
        """Set up the handlers as gunicorn does, each with the filter."""
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                if not any(isinstance(one, MaskTokens) for one in handler.filters):
                    handler.addFilter(MaskTokens())


logger_class = MaskedLogger
