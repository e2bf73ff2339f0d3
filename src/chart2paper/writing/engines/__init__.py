"""From a manuscript in Markdown to HTML, PDF and Word."""
