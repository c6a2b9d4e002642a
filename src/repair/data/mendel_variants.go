
// Beside a woven Go file. When the package is initialised, the program is started once for each
// variant; what becomes of each is written as a row. MENDEL_VARIANTS says how, as in
// mendel_variants.c.

import (
	mendelContext "context"
	mendelFmt "fmt"
	mendelOs "os"
	mendelExec "os/exec"
	mendelStrconv "strconv"
	mendelStrings "strings"
	mendelSync "sync"
	mendelTime "time"
)

var mendelVariant = mendelChosen()

type mendelPlan struct {
	count, first, times, slack, seconds, atOnce int
	path                                        string
}

func mendelChosen() int {
	if chosen := mendelOs.Getenv("MENDEL_VARIANT"); chosen != "" {
		variant, _ := mendelStrconv.Atoi(chosen)
		return variant
	}
	var plan mendelPlan
	text := mendelOs.Getenv("MENDEL_VARIANTS")
	read, _ := mendelFmt.Sscan(text, &plan.count, &plan.first, &plan.times, &plan.slack, &plan.seconds, &plan.atOnce)
	words := mendelStrings.SplitN(text, " ", 7)
	if read == 6 && len(words) == 7 {
		plan.path = words[6]
		mendelTry(plan)
	}
	mendelOs.Setenv("MENDEL_VARIANT", "0")
	return 0
}

func mendelTry(plan mendelPlan) {
	verdicts := []byte(mendelStrings.Repeat("-", plan.count+1))
	begin := mendelTime.Now()
	first := mendelTime.Duration(plan.first) * mendelTime.Millisecond
	verdicts[0] = mendelRun(0, first)
	limit := first
	if verdicts[0] != 't' {
		limit = mendelTime.Since(begin)*mendelTime.Duration(plan.times) + mendelTime.Duration(plan.slack)*mendelTime.Millisecond
	}
	variants := make(chan int)
	var workers mendelSync.WaitGroup
	for worker := 0; worker < plan.atOnce; worker++ {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for variant := range variants {
				verdicts[variant] = mendelRun(variant, limit)
			}
		}()
	}
	for variant := 1; variant <= plan.count && mendelTime.Since(begin) < mendelTime.Duration(plan.seconds)*mendelTime.Second; variant++ {
		variants <- variant
	}
	close(variants)
	workers.Wait()
	out, err := mendelOs.OpenFile(plan.path, mendelOs.O_WRONLY|mendelOs.O_CREATE|mendelOs.O_APPEND, 0o666)
	if err == nil {
		name := mendelStrings.ReplaceAll(mendelStrings.Join(mendelOs.Args, " "), "\n", " ")
		mendelFmt.Fprintf(out, "mendel-variants:%s %s\n", verdicts, name)
		out.Close()
	}
}

func mendelRun(variant int, limit mendelTime.Duration) byte {
	context, cancel := mendelContext.WithTimeout(mendelContext.Background(), limit)
	defer cancel()
	command := mendelExec.CommandContext(context, "/proc/self/exe", mendelOs.Args[1:]...)
	command.Args[0] = mendelOs.Args[0]
	command.Env = append(mendelOs.Environ(), "MENDEL_VARIANT="+mendelStrconv.Itoa(variant))
	err := command.Run()
	if context.Err() != nil {
		return 't'
	}
	if err != nil {
		return 'f'
	}
	return 'p'
}
