using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Monitor.Runtime.Journal;
using Monitor.Storage.Sqlite;

namespace Monitor.Benchmarks;

/// <summary>The statements of an append, issued by hand through Microsoft.Data.Sqlite: prepared commands, one transaction a batch, nothing checked, nothing queued,
/// nobody waiting.</summary>
internal sealed class DirectStatements : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand findStream, addStream, updateStream, addEvent, findKey, addKey;
    private readonly Dictionary<string, (long Id, long Version)> streams = [];
    private readonly Dictionary<string, long> names = [];
    private long position;

    internal static async Task<DirectStatements> Open(string directory)
    {
        // The journal makes its tables; afterwards the file is ours.
        await SqliteJournal.Open(directory).DisposeAsync();
        return new(directory);
    }

    private DirectStatements(string directory)
    {
        connection = new SqliteConnection($"Data Source={Path.Combine(directory, "journal.db")};Pooling=False");
        connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;");
        findStream = Prepare("SELECT id, name, version, due, causes FROM streams WHERE hash = $1", 1);
        addStream = Prepare("INSERT INTO streams(id, hash, name, version, due, quarantined, causes) VALUES ($1, $2, $3, 0, NULL, 0, x'')", 3);
        updateStream = Prepare("UPDATE streams SET version = $1, due = $2, causes = $3 WHERE id = $4", 4);
        addEvent = Prepare(
            "INSERT INTO events(position, stream, version, type_name, type_version, at, source_name, cause_number, cause_item, body) "
            + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", 10);
        findKey = Prepare("SELECT 1 FROM keys WHERE key = $1", 1);
        addKey = Prepare("INSERT INTO keys(key) VALUES ($1)", 1);
    }

    internal void Append(IReadOnlyList<AppendItem> items)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var command in new[] { findStream, addStream, updateStream, addEvent, findKey, addKey }) command.Transaction = transaction;
        foreach (var item in items) Append(item);
        transaction.Commit();
    }

    private void Append(AppendItem item)
    {
        if (!streams.TryGetValue(item.Stream, out var stream))
        {
            var hash = BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(item.Stream)));
            stream = (streams.Count + 1, 0);
            With(findStream, hash).ExecuteScalar();
            With(addStream, stream.Id, hash, item.Stream).ExecuteNonQuery();
        }
        foreach (var key in item.Keys)
        {
            var bytes = new byte[24];
            Encoding.UTF8.GetBytes(key.AsSpan(0, 12), bytes);
            SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 12).CopyTo(bytes.AsSpan(12));
            With(findKey, bytes).ExecuteScalar();
            With(addKey, bytes).ExecuteNonQuery();
        }
        foreach (var e in item.Events)
        {
            stream.Version++;
            With(addEvent, ++position, stream.Id, stream.Version, Name(e.Type), e.TypeVersion, e.At.UtcTicks, Name(item.Cause.Source), item.Cause.Number, item.Cause.Item,
                e.Body.ToArray())
                .ExecuteNonQuery();
        }
        streams[item.Stream] = stream;
        With(updateStream, stream.Version, (object?)item.NextDeadline?.UtcTicks ?? DBNull.Value, new byte[16], stream.Id).ExecuteNonQuery();
    }

    private long Name(string name)
    {
        if (!names.TryGetValue(name, out var number)) names.Add(name, number = names.Count + 1);
        return number;
    }

    private static SqliteCommand With(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter($"${i}", null));
        return command;
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => connection.Dispose();
}
