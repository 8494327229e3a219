using Monitor.Server.Commands;

return await MonitorCommand.Build().Parse(MonitorCommand.WithDefault(args)).InvokeAsync();
