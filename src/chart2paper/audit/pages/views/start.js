// The start page: what the study is, what it found, and how to read these pages.
"use strict";

audit.view("start", async (page) => {
  const { make, link } = elements;
  const begin = await audit.load("start", 0);
  page.append(make("h1", {}, begin.title));
}, ["start", "", "Start"]);
