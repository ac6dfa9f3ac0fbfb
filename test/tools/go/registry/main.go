// Command registry is a registry with the referrers API for tests: the handler of go-containerregistry in memory,
// listening on the address of its only argument. It must never be used to keep anything.
package main

import (
	"log"
	"net"
	"net/http"
	"os"

	"github.com/google/go-containerregistry/pkg/registry"
)

func main() {
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.Serve(listener, registry.New(registry.WithReferrersSupport(true))))
}
