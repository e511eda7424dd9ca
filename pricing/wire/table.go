package wire

// The table operation answers {} with the whole published table.
var Table = Operation{"table", MaxRequestBytes, answerTable}

func answerTable(c *call) error {
	if err := decode(c.request, nil); err != nil {
		return err
	}
	c.open('{')
	c.str("version", c.table.Version)
	c.str("digest", c.table.Digest)
	c.key("table")
	c.raw(c.table.Canonical)
	c.close('}')
	return nil
}
