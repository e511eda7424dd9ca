package main

import (
	"encoding/xml"
	"net/url"
)

// The feed of /changes as Atom (RFC 4287). Its addresses are relative, which
// Atom allows, so it is right wherever the site is; only the link to itself has
// to be whole and needs an origin (see config.Origin).

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

// feed writes the changes as Atom. Ids are tag URIs (RFC 4151) of the event and
// every date is the table's, never that of the build.
func (e *edition) feed(p *changesPage) ([]byte, error) {
	home, err := url.Parse(e.config.BaseURL)
	if err != nil {
		return nil, err
	}
	tag := "tag:" + home.Hostname() + ",2026:"
	moment := func(day string) string { return day + "T00:00:00Z" }
	f := atomFeed{Lang: "en", ID: tag + "changes", Title: e.config.Brand + ": price changes", Updated: moment(e.on.Day().String()), Author: e.config.Brand,
		Links: []atomLink{{"alternate", "text/html", "/changes"}}}
	if origin := e.config.Origin(); origin != "" {
		f.Links = append(f.Links, atomLink{"self", "application/atom+xml", origin + p.Feed})
	}
	for _, d := range p.Days {
		day := moment(d.ISO + choose(len(d.ISO) == len("2026-01"), "-01", "")) // Atom knows no months
		if d.ISO > e.on.Day().String() {                                       // announced: it has not happened yet
			day = f.Updated
		}
		for _, v := range d.Events {
			summary := v.Words()
			if v.Text != "" {
				summary = joined(summary, v.Text)
			}
			f.Entries = append(f.Entries, atomEntry{tag + v.ID, v.Title + ": " + v.Tag, day, atomLink{"alternate", "text/html", "/changes#" + v.ID}, summary})
		}
	}
	return asXML(f)
}

func joined(a, b string) string {
	if a == "" {
		return b
	}
	return a + ". " + b
}
