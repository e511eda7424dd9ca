#!/bin/sh
# Asks the quote API with curl: sh quote.sh [https://host] [folder for the receipt]
set -eu
api=${1:-https://reelrate.example}
folder=${2:-.}

# member NAME takes one text out of compact JSON, which does for a look. A real
# script uses jq.
member() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }

echo '-- a quote'
curl -sS -w '\n' "$api/v1/quote?seller=house&model=veo-3&seconds=8&offer=agency" |
  sed 's/.*"steps":\[\([^]]*\)\].*/\1/'

echo '-- a batch'
curl -sS -w '\n' "$api/v1/quotes" -H 'Content-Type: application/json' -d '{"quotes": [
  {"seller": "house", "model": "mochi-1", "seconds": 4},
  {"seller": "house", "model": "mochi-9", "seconds": 4}]}' |
  sed 's/.*"refused":\([0-9]*\).*/refused: \1/'

echo '-- a refusal'
problem=$(curl -sS "$api/v1/quote?seller=endpoints&model=sora-2-text-to-video&resolution=720p&seconds=8")
echo "code: $(echo "$problem" | member code)"
echo "alternative: $(echo "$problem" | sed 's/.*"alternatives":\[{//' | member display)"

echo '-- a receipt'
if curl -sS "$api/healthz" | grep -q '"signing":true'; then
  curl -sS "$api/v1/quote?seller=house&model=veo-3&seconds=8" -H 'Accept: application/jose+json' -o "$folder/receipt.json"
  curl -sS "$api/.well-known/jwks.json" -o "$folder/keys.json"
  echo "saved: rates verify --keys keys.json receipt.json"
else
  echo 'this server does not sign'
fi
