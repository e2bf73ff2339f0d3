"use strict";

audit.view("file", async (page, argument) => {
  page.append(elements.make("h1", {}, argument || "file"), elements.make("p", {}, "This page is not written yet."));
});
