"use strict";

audit.view("table", async (page, argument) => {
  page.append(elements.make("h1", {}, argument || "table"), elements.make("p", {}, "This page is not written yet."));
});
