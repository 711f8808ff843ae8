// Loaded into every child with --import: when the launcher is killed and cannot say goodbye, the channel to it closes,
// and the child ends as it would on Ctrl-C instead of holding its port for ever.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()

export {}
