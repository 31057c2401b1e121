# Adds to a Klaviyo document the list of the orders that were cancelled; all else stays as it is:
#
#   jq --compact-output --from-file klaviyo.jq klaviyo.json > klaviyo-customers.ndjson

[.events.included[] | select(.attributes.name == "Cancelled Order") | .id] as $metrics
| .cancelled = [
    .events.data[]
    | select(.relationships.metric.data.id | IN($metrics[]))
    | .attributes.event_properties["$event_id"] // empty
  ]
