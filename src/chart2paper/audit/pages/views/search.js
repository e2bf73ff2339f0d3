"use strict";

audit.view("search", async (page, argument) => {
  page.append(elements.make("h1", {}, argument || "search"), elements.make("p", {}, "This page is not written yet."));
});
