package rates

import _ "embed"

// Schema is the form of the YAML files of a table, a JSON Schema. The table's own tool
// reads it, and editors do; no host of a table needs it.
//
//go:embed schema.json
var Schema string
