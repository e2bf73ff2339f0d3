"""What paper, supplement, protocol, changes and release share: values, tables in Markdown, marks, rendering."""
