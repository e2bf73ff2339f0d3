"use strict";

audit.view("stage", async (page, argument) => {
  page.append(elements.make("h1", {}, argument || "stage"), elements.make("p", {}, "This page is not written yet."));
});
