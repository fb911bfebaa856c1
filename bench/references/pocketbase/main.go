// PocketBase as it ships, but for how durably it commits: SYNCHRONOUS=FULL as Almanac does, or NORMAL.
package main

import (
	"log"
	"os"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase"
)

// Of its own default (core.DefaultDBConnect), but for synchronous.
const (
	before = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)&_pragma=synchronous("
	after  = ")&_pragma=foreign_keys(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-32000)"
)

func main() {
	app := pocketbase.NewWithConfig(pocketbase.Config{DBConnect: connect})
	if err := app.Start(); err != nil {
		log.Fatal(err)
	}
}

func connect(path string) (*dbx.DB, error) {
	return dbx.Open("sqlite", path+before+os.Getenv("SYNCHRONOUS")+after)
}
