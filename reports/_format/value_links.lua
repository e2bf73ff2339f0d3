-- In HTML, each number becomes a link to the page that tells where it comes from.
-- The front matter's `value-links` says where those pages are; without it there are no links.
local target = nil
local seen = {}

local function read_target(meta)
  target = meta["value-links"] and pandoc.utils.stringify(meta["value-links"])
end

local function link(span)
  if not target or not span.classes:includes("value") then return nil end
  if not pandoc.utils.stringify(span):find("%d") then return nil end
  local id = span.attributes["data-value"]
  -- The first place of a number in the paper is where its page leads back to.
  local anchor = seen[id] and "" or "value-" .. id
  seen[id] = true
  return pandoc.Link(span.content, target .. id, "", pandoc.Attr(anchor, { "value" }, { ["data-value"] = id }))
end

return { { Meta = read_target }, { Span = link } }
