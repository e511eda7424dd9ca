package main

import "encoding/xml"

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
	return asXML(m)
}

// asXML is a whole document.
func asXML(v any) ([]byte, error) {
	text, err := xml.MarshalIndent(v, "", "  ")
	return append([]byte(xml.Header), append(text, '\n')...), err
}
