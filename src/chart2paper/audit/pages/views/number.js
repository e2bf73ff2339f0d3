"use strict";

audit.view("number", async (page, argument) => {
  page.append(elements.make("h1", {}, argument || "number"), elements.make("p", {}, "This page is not written yet."));
});
