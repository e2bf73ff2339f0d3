"use strict";

audit.view("protocol", async (page, argument) => {
  page.append(elements.make("h1", {}, argument || "protocol"), elements.make("p", {}, "This page is not written yet."));
});
