-- One record for each request, about 1,000 requests a second: each of 20 connections asks every 20 ms.
-- It is written for wrk: wrk -t1 -c20 -d30s --latency -s tests/support/load.lua http://127.0.0.1:4310/decide
local rules = io.open("examples/starter/rules.flywheel"):read("a")
local record = '{"id":"c-1","mail_ok":true,"nps":9,"stage":"Customer","stage_since":"2025-11-02",'
  .. '"orders":[{"id":"o-1","total":42.50,"at":"2025-11-02"},{"id":"o-4","total":61.25,"at":"2026-01-20"}]}'
local quoted = rules:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("\n", "\\n")

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"as_of":"2026-03-31","rules":"' .. quoted .. '","customers":[' .. record .. "]}"

function delay()
  return 20
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  local each = summary.requests / (summary.duration / 1000000)
  io.write(string.format("%.0f requests a second, p50 %.1f ms, p99 %.1f ms, %d failed\n",
    each, latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
