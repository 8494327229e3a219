namespace Monitor.Server.Api;

/// <summary>One body for each command, as a newcomer would send it; a test sends them all.</summary>
public static class ApiExamples
{
    private const string Complaint = "/api/complaints/{docket}/";

    /// <summary>By path.</summary>
    public static IReadOnlyDictionary<string, string> Bodies { get; } = new Dictionary<string, string>
    {
        ["/api/posts/{id}/open"] = """{"by":"blr/whitefield-ps/inspector"}""",
        ["/api/posts/{id}/dismiss"] = """{"by":"blr/whitefield-ps/inspector","why":"praise"}""",
        ["/api/complaints"] = """{"source":"call","category":"NOISE","by":"blr/whitefield-ps/inspector","text":"Loudspeakers after midnight","unit":"blr/whitefield-ps"}""",
        [Complaint + "tag"] = """{"unit":"blr/kadugodi-ps","by":"blr/whitefield-sd/acp"}""",
        [Complaint + "accept"] = """{"by":"blr/whitefield-ps/inspector"}""",
        [Complaint + "dispute"] = """{"by":"blr/whitefield-ps/inspector","note":"Beyond the railway line","suggested":"blr/kadugodi-ps"}""",
        [Complaint + "transfer"] = """{"unit":"blr/kadugodi-ps","by":"blr/whitefield-ps/inspector","note":"Beyond the railway line"}""",
        [Complaint + "act"] = """{"action":{"kind":"fir","number":"0412/2026","sections":["BNS 303"]},"by":"blr/whitefield-ps/inspector"}""",
        [Complaint + "ask"] = """{"text":"Which road is it, please?","account":"x/1400000001","by":"blr/whitefield-ps/writer"}""",
        [Complaint + "reply"] = """{"text":"A patrol is on its way.","account":"x/1400000001","by":"blr/whitefield-ps/writer"}""",
        [Complaint + "check"] = """{"by":"blr/whitefield-sd/acp"}""",
        [Complaint + "return"] = """{"by":"blr/whitefield-sd/acp","note":"The witness was not heard"}""",
        [Complaint + "dismiss"] = """{"leave":{"way":"notPolice","by":"blr/whitefield-ps/inspector","note":"A street light","body":"BBMP"}}""",
        [Complaint + "link"] = """{"docket":"1042-7","by":"blr/whitefield-ps/inspector"}""",
        [Complaint + "unlink"] = """{"docket":"1042-7","by":"blr/whitefield-ps/inspector"}""",
        [Complaint + "split"] = """{"posts":["1043-0"],"category":"TRAFFIC_JAM","by":"blr/whitefield-ps/inspector","unit":"blr/whitefield-ps"}""",
        [Complaint + "prioritise"] = """{"priority":1,"by":"blr/whitefield-sd/acp","note":"A child lives there"}""",
        [Complaint + "handoff"] = """{"stage":"told","by":"blr/whitefield-ps/inspector","reference":"112/4711"}""",
        [Complaint + "pause"] = """{"by":"blr/whitefield-ps/inspector","note":"Asked by telephone for the address"}""",
        [Complaint + "resume"] = """{"by":"blr/whitefield-ps/inspector","note":"The address is known"}""",
        [Complaint + "close"] = """{"by":"blr/whitefield-ps/inspector"}""",
        [Complaint + "reopen"] = """{"by":"blr/whitefield-sd/acp","note":"It began again"}""",
        [Complaint + "appeal"] = """{"by":"blr/whitefield-sd/acp","note":"The citizen is not content with the outcome"}""",
        [Complaint + "join"] = """{"incident":"1042-7","by":"blr/whitefield-ps/inspector"}""",
        [Complaint + "leave-incident"] = """{"by":"blr/whitefield-ps/inspector","note":"Another matter"}""",
        [Complaint + "see-report"] = """{"by":"blr/police/commissioner"}""",
        [Complaint + "return-report"] = """{"by":"blr/police/commissioner","note":"Name the action taken"}""",
        [Complaint + "report-back"] = """{"by":"blr/whitefield-sd/acp","reference":"Letter 12 of 22 November"}""",
        [Complaint + "claim-answer"] = """{"post":"1044-0","by":"blr/whitefield-ps/writer"}""",
        [Complaint + "recompute"] = """{"by":"blr/whitefield-sd/acp","note":"The policy of the festival week"}""",
        ["/api/alerts/{id}/acknowledge"] = """{"by":"blr/whitefield-sd/acp"}""",
        ["/api/alerts/{id}/snooze"] = """{"by":"blr/whitefield-division/dcp","why":"Half the station is at the festival","minutes":60}""",
        ["/api/admin/backup"] = """{"directory":"/srv/backup/2026-11-22","by":"blr/command-centre/nodal-officer"}""",
        ["/api/admin/rebuild"] = """{"projection":"board","by":"blr/command-centre/nodal-officer"}""",
        ["/api/admin/import"] = """{"file":"/srv/import/posts.csv","as":"history","by":"blr/command-centre/nodal-officer"}""",
        ["/api/admin/release"] = """{"stream":"complaint/1042-7","by":"blr/command-centre/nodal-officer"}""",
        ["/api/admin/labels"] = """{"file":"/srv/labels/officers.jsonl","by":"blr/whitefield-division/dcp"}""",
        ["/api/people/{id}/relink"] = """{"other":"q1mZf0b3oX9sYw2kLr7t","by":"blr/whitefield-division/dcp"}""",
        ["/api/people/{id}/unlink"] = """{"other":"q1mZf0b3oX9sYw2kLr7t","by":"blr/whitefield-division/dcp"}""",
        ["/api/posts/{id}/match"] = """{"docket":"1042-7","by":"blr/whitefield-ps/inspector"}""",
        ["/api/posts/{id}/settle-tag"] = """{"unit":"blr/kadugodi-ps","take":true,"by":"blr/whitefield-ps/inspector"}""",
        ["/api/admin/adopt"] = """{"file":"/etc/monitor/policy.json","name":"policies/policy-bengaluru.json","by":"blr/whitefield-division/dcp"}""",
        ["/api/aliases/forget"] = """{"phrase":"hope farm","by":"blr/whitefield-ps/inspector"}""",
        ["/api/flags/{post}/see"] = """{"by":"blr/whitefield-ps/inspector"}""",
        ["/api/flags/{post}/resolve"] = """{"result":"toStation","by":"blr/whitefield-ps/inspector","reference":"1042-7"}""",
        ["/api/flags/{post}/reopen"] = """{"by":"blr/whitefield-ps/inspector","why":"The author has posted the address"}""",
        ["/api/accounts/{channel}/{account}/look-in"] = """{"by":"blr/whitefield-ps/inspector"}""",
        ["/api/accounts/{channel}/{account}/excuse"] = """{"why":"leave","by":"blr/whitefield-ps/inspector","untilAt":"2026-12-01T00:00:00Z"}""",
        ["/api/accounts/{channel}/{account}/end-excuse"] = """{"by":"blr/whitefield-ps/inspector"}""",
        ["/api/accounts/{channel}/{account}/hand-over"] = """{"to":"blr/whitefield-ps/writer","by":"blr/whitefield-ps/inspector"}""",
        ["/api/demo"] = """{"rate":10}""",
        ["/api/demo/write"] = """{"channel":"x","text":"Two-wheelers on the footpath near Whitefield signal every evening"}""",
    };
}
