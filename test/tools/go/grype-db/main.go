// Builds a Grype database (schema 6) from advisories in OSV's form, as GitHub publishes them. Usage: grype-db OUT ADVISORY...
// Grype's own writer does the work; this program only puts the advisories into the form in which Grype's makers hand them to it. It must
// never fetch anything.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/anchore/grype/grype/db"
	"github.com/anchore/grype/grype/db/provider"
)

// What is read of an advisory.
type advisory struct {
	ID        string   `json:"id"`
	Aliases   []string `json:"aliases"`
	Summary   string   `json:"summary"`
	Published string   `json:"published"`
	Modified  string   `json:"modified"`
	Severity  []struct {
		Score string `json:"score"`
	} `json:"severity"`
	Affected []struct {
		Package struct {
			Ecosystem string `json:"ecosystem"`
			Name      string `json:"name"`
		} `json:"package"`
		Ranges []struct {
			Events []struct {
				Fixed string `json:"fixed"`
			} `json:"events"`
		} `json:"ranges"`
	} `json:"affected"`
	Details struct {
		Severity string `json:"severity"`
	} `json:"database_specific"`
}

type object = map[string]any

const schema = "https://raw.githubusercontent.com/anchore/vunnel/main/schema/vulnerability/github-security-advisory/schema-1.0.1.json"

var severities = map[string]string{"CRITICAL": "Critical", "HIGH": "High", "MODERATE": "Medium", "LOW": "Low"}

// The advisory as Grype's makers hand it on; every range begins at the first version here.
func converted(from advisory) (object, error) {
	fixes := []object{}
	for _, affected := range from.Affected {
		for _, span := range affected.Ranges {
			fixed := ""
			for _, event := range span.Events {
				if event.Fixed != "" {
					fixed = event.Fixed
				}
			}
			if affected.Package.Ecosystem != "npm" || fixed == "" {
				return nil, fmt.Errorf("%s: expected npm and a fixed version", from.ID)
			}
			fixes = append(fixes, object{
				"ecosystem": "npm", "identifier": fixed, "name": affected.Package.Name,
				"namespace": "github:npm", "range": "< " + fixed,
				"available": object{"date": from.Published[:10], "kind": "advisory"},
			})
		}
	}
	severity, vectors := severities[from.Details.Severity], []object{}
	if severity == "" {
		return nil, fmt.Errorf("%s: no severity", from.ID)
	}
	for _, one := range from.Severity {
		vectors = append(vectors, object{"vector": one.Score, "version": "3.1"})
	}
	return object{"Vulnerability": object{}, "Advisory": object{
		"ghsaId": from.ID, "CVE": from.Aliases, "Metadata": object{"CVE": from.Aliases}, "Severity": severity,
		"Summary": from.Summary, "namespace": "github:npm", "published": from.Published, "updated": from.Modified,
		"url": "https://github.com/advisories/" + from.ID, "cvss_severities": vectors, "FixedIn": fixes,
	}}, nil
}

func write(path string, value any) error {
	text, err := json.Marshal(value)
	return errors.Join(err, os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, text, 0o644))
}

func build(out string, advisories []string) error {
	work, err := os.MkdirTemp("", "grype-db-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	space := provider.NewWorkspace(work, "github")
	listing := ""
	for _, path := range advisories {
		var from advisory
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(text, &from); err != nil {
			return err
		}
		item, err := converted(from)
		if err != nil {
			return err
		}
		name := filepath.Join("results", from.ID+".json")
		if err := write(filepath.Join(space.Path(), name), object{"schema": schema, "identifier": from.ID, "item": item}); err != nil {
			return err
		}
		file, err := provider.NewFile(filepath.Join(space.Path(), name))
		if err != nil {
			return err
		}
		listing += file.Digest + "  " + name + "\n"
	}
	list := filepath.Join(space.Path(), "results", "listing.xxh64")
	if err := os.WriteFile(list, []byte(listing), 0o644); err != nil {
		return err
	}
	file, err := provider.NewFile(list)
	if err != nil {
		return err
	}
	file.Path = filepath.Join("results", "listing.xxh64")
	now := time.Now().UTC().Truncate(time.Second)
	state := provider.State{
		Provider: "github", Version: 1, DistributionVersion: 1, Processor: "vunnel@0.0.0", Timestamp: now, Listing: file, Store: "flat-file",
		Schema: provider.Schema{Version: "1.0.3", URL: "https://raw.githubusercontent.com/anchore/vunnel/main/schema/provider-workspace-state/schema-1.0.3.json"},
	}
	if err := write(space.StatePath(), state); err != nil {
		return err
	}
	read, err := space.ReadState()
	if err != nil {
		return err
	}
	folder := filepath.Join(out, "6")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return db.Build(db.BuildConfig{
		SchemaVersion: 6, Directory: folder, States: provider.States{*read}, Timestamp: now, Hydrate: true,
	})
}

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: grype-db OUT ADVISORY...")
		os.Exit(2)
	}
	if err := build(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "grype-db:", err)
		os.Exit(1)
	}
}
