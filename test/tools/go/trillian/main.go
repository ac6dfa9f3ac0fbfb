// Command trillian is Trillian for tests: one new log, its server and its sequencer in one process, all in memory. It answers
// gRPC on the address of its first argument and tells the number of the log's tree over HTTP on that of its second. It must
// never be used to keep anything.
package main

import (
	"context"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/google/trillian"
	"github.com/google/trillian/extension"
	sequencing "github.com/google/trillian/log"
	"github.com/google/trillian/quota"
	"github.com/google/trillian/server"
	"github.com/google/trillian/server/admin"
	"github.com/google/trillian/server/interceptor"
	"github.com/google/trillian/storage/memory"
	"github.com/google/trillian/util/clock"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/durationpb"
)

// How often what was queued is added to the tree.
const interval = 50 * time.Millisecond

func newLog(ctx context.Context, registry extension.Registry, logs trillian.TrillianLogServer) (int64, error) {
	tree, err := admin.New(registry, nil).CreateTree(ctx, &trillian.CreateTreeRequest{Tree: &trillian.Tree{
		TreeState:       trillian.TreeState_ACTIVE,
		TreeType:        trillian.TreeType_LOG,
		MaxRootDuration: durationpb.New(0),
	}})
	if err != nil {
		return 0, err
	}
	_, err = logs.InitLog(ctx, &trillian.InitLogRequest{LogId: tree.TreeId})
	return tree.TreeId, err
}

func sequence(ctx context.Context, registry extension.Registry) {
	sequencing.NewOperationManager(sequencing.OperationInfo{
		Registry:    registry,
		BatchSize:   100,
		NumWorkers:  1,
		RunInterval: interval,
		TimeSource:  clock.System,
	}, sequencing.NewSequencerManager(registry, 0)).OperationLoop(ctx)
}

func listen(address string) net.Listener {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		log.Fatal(err)
	}
	return listener
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: trillian GRPC-ADDRESS HTTP-ADDRESS")
	}
	ctx := context.Background()
	trees := memory.NewTreeStorage()
	registry := extension.Registry{
		AdminStorage: memory.NewAdminStorage(trees),
		LogStorage:   memory.NewLogStorage(trees, nil),
		QuotaManager: quota.Noop(),
	}
	logs := server.NewTrillianLogRPCServer(registry, clock.System)
	tree, err := newLog(ctx, registry, logs)
	if err != nil {
		log.Fatal(err)
	}
	// Without it errors lose their code on the way, and the log's front end tells them apart by it.
	calls := grpc.NewServer(grpc.UnaryInterceptor(interceptor.ErrorWrapper))
	trillian.RegisterTrillianLogServer(calls, logs)
	go sequence(ctx, registry)
	answers, tells := listen(os.Args[1]), listen(os.Args[2])
	// The first to end ends the program.
	go func() { log.Fatal(calls.Serve(answers)) }()
	log.Fatal(http.Serve(tells, http.HandlerFunc(func(response http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(response, tree)
	})))
}
