// Command timestamp-server is the handler of Sigstore's timestamp authority without the metrics listener on a fixed port, which
// lets only one of them run on a machine, and without asking time servers. Its key and chain live in memory, new at each start;
// it listens on the address of its only argument.
package main

import (
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/sigstore/timestamp-authority/v2/pkg/server"
	"github.com/spf13/viper"
)

// The policy that the server's own command line has as its default.
const policy = "1.3.6.1.4.1.57264.2"

func main() {
	for key, value := range map[string]any{
		"timestamp-signer":      "memory",
		"timestamp-signer-hash": "sha256",
		"default-policy-oid":    policy,
		"accepted-policy-oids":  []string{policy},
		"max-request-body-size": 1 << 20,
	} {
		viper.Set(key, value)
	}
	authority := server.NewRestAPIServer("", 0, []string{"http"}, false, time.Minute, time.Minute)
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	log.Fatal(http.Serve(listener, authority.GetHandler()))
}
