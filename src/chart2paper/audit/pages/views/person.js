"use strict";

audit.view("person", async (page, argument) => {
  page.append(elements.make("h1", {}, argument || "person"), elements.make("p", {}, "This page is not written yet."));
});
