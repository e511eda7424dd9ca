package main

import "encoding/xml"

// Origin is where the site is, for what may not be relative: the sitemap, the
// feed's link to itself. It is baseURL of site.yaml, and "" while that is under
// .example, which is nobody's: then there is no sitemap.
func (c *config) Origin() string {
	if c.Discovery() == "" { // the same rule
		return ""
	}
	return c.BaseURL
}

type sitemap struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	Pages   []mapPage `xml:"url"`
}

type mapPage struct {
	Address string `xml:"loc"`
	Changed string `xml:"lastmod"`
}

// sitemap lists the pages. All were last changed when the table was: its
// version is their date.
func (e *edition) sitemap(paths []string) ([]byte, error) {
	m := sitemap{}
	for _, path := range paths {
		m.Pages = append(m.Pages, mapPage{e.config.Origin() + path, e.on.Day().String()})
	}
	text, err := xml.MarshalIndent(m, "", "  ")
	return append([]byte(xml.Header), append(text, '\n')...), err
}
