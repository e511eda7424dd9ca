package pricing

var generated = Table{}
