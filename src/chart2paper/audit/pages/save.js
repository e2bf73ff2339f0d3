// What a table shows, saved as CSV in the form that the run's own files have: formulas guarded (docs/audit_pages.md).
"use strict";

const save = (() => {
  // The same as chart2paper/formula_guard.py: a sign that begins a formula gets an apostrophe; a number stays.
  const BLANK = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x20\\xa0\\u2000-\\u200f\\u202f\\u3000\\ufeff]*";
  const FORMULA = new RegExp(`(^|[;\\t\\r\\n])(${BLANK})('*)([=+\\-@\\uff1d\\uff0b\\uff0d\\uff20])`, "g");
  const NUMBER = /^[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?%?$/;

  const guarded = (text) => NUMBER.test(text) ? text : text.replace(FORMULA, "$1$2'$3$4");
  const cell = (text) => /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const line = (texts) => `${texts.map((text) => cell(guarded(text))).join(",")}\n`;

  // names of the columns, columns (lists of texts), and the numbers of the rows in the order in which they are shown.
  const csv = (names, columns, rows) =>
    [line(names), ...rows.map((row) => line(columns.map((column) => column[row])))].join("");

  // Hand a text to the reader as a file of that name; nothing leaves the machine.
  function asFile(name, text) {
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const link = elements.make("a", { href: address, download: name, hidden: true });
    document.body.append(link);
    link.click();
    link.remove();
    URL.revokeObjectURL(address);
  }

  return { csv, guarded, asFile };
})();
