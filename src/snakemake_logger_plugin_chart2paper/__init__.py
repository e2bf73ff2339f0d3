"""What a run says while it runs: one line a job, how many are done, about how long it still takes.

A logger plugin of Snakemake (`--logger chart2paper`, named in the profiles). Whatever it has no words of its own
for, and every dry run, it prints as Snakemake does.
"""

import sys
from logging import LogRecord

from snakemake.logging import ColorizingTextHandler
from snakemake_interface_logger_plugins.base import LogHandlerBase

from snakemake_logger_plugin_chart2paper.plain_formatter import PlainFormatter

__all__ = ["LogHandler"]


class LogHandler(LogHandlerBase):
    """Prints to the screen, coloured only on a terminal, in place of Snakemake's own handler."""

    def __post_init__(self) -> None:
        """Take over Snakemake's way to print, with other words."""
        settings = self.common_settings
        stream = sys.stdout if settings.stdout else sys.stderr
        formatter = PlainFormatter(settings.quiet, settings.show_failed_logs)
        formatter.as_snakemake_does = settings.dryrun or settings.verbose
        self._screen = ColorizingTextHandler(settings.nocolor, stream, formatter)

    def emit(self, record: LogRecord) -> None:
        """Print what a record says; Snakemake's handler would put an empty line before each job."""
        self._screen.last_msg_was_job_info = True
        self._screen.emit(record)

    @property
    def writes_to_stream(self) -> bool:
        """It is the one that writes to the screen."""
        return True

    @property
    def writes_to_file(self) -> bool:
        """Snakemake's own log files stay as they are."""
        return False

    @property
    def has_filter(self) -> bool:
        """Snakemake's own filter is used: what `--quiet` leaves out."""
        return False

    @property
    def has_formatter(self) -> bool:
        """The words are its own."""
        return True

    @property
    def needs_rulegraph(self) -> bool:
        """It has no use for the graph of rules."""
        return False
