"use strict";

audit.view("rule", async (page, argument) => {
  page.append(elements.make("h1", {}, argument || "rule"), elements.make("p", {}, "This page is not written yet."));
});
