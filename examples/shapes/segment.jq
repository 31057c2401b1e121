# Joins a stream of Segment messages, one a line, into one record for each customer:
#
#   jq --slurp --compact-output --from-file segment.jq segment-events.ndjson > segment-customers.ndjson
#
# Messages from before a visitor was identified carry no userId and belong to nobody yet.

map(select(.userId))
| group_by(.userId)[]
| {
    userId: .[0].userId,
    messages: .,
    cancelled: map(select(.event == "Order Cancelled") | .properties.order_id // empty)
  }
