package pricing
import ("testing";"fmt")
func TestScratch(t *testing.T) {
 for _, r := range []string{`{"clips":100,"seconds":10,"dollarsPerSecond":"0.70","takes":3,"ceiling":1500,"start":"2026-07-10","clipsPerDay":"2.5"}`,
 `{"clips":100,"seconds":8,"seller":"google-api","model":"veo-3.1-fast","takes":3,"ceiling":300,"start":"2026-07-10","clipsPerDay":"3"}`,
 `{"keep":{"kept":3,"of":50},"dollarsPerClip":"0.45","clips":3,"percentiles":"50, 99.9"}`,
 `{"have":{"credits":2000},"seller":"house","model":"veo-3","seconds":8,"takes":1}`,
 `{"clips":10,"seller":"house","model":"veo-3","offer":"agency","ceiling":50}`,
 `{"gate":{"spent":95,"job":5,"attempt":4,"maxAttempts":3},"ceiling":100}`,
 `{"clips":10,"seller":"luma-api","model":"dream-machine-api","ceiling":3,"have":{"dollars":5}}`,
 } {
  b,err := Handle(Default(),"budget",[]byte(r),1781481600)
  fmt.Println(r, err); if len(b)>4500 {b=b[:4500]}; fmt.Println(string(b))
 }
}
