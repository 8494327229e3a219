using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Monitor.Storage.Sqlite;

/// <summary>
/// A prepared statement, used again and again without boxing or parameter objects. Bind 1, 2, 3… in order, then <see cref="Run"/>, or <see cref="Step"/> until false;
/// both leave it ready for the next use.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private int bound;

    internal Statement(sqlite3 database, string sql)
    {
        this.database = database;
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
    }

    internal Statement With(long value)
    {
        Check(raw.sqlite3_bind_int64(statement, ++bound, value));
        return this;
    }

    internal Statement With(long? value) => value is { } number ? With(number) : WithNull();

    internal Statement With(ReadOnlySpan<byte> blob)
    {
        // An empty span has no address, and SQLite takes an address of nothing for NULL.
        Check(blob.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, ++bound, 0) : raw.sqlite3_bind_blob(statement, ++bound, blob));
        return this;
    }

    internal Statement With(string? text)
    {
        if (text is null) return WithNull();
        const int onStack = 200;
        var rented = text.Length > onStack ? ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length)) : null;
        var utf8 = rented ?? stackalloc byte[onStack * 3];
        Check(raw.sqlite3_bind_text(statement, ++bound, utf8[..Encoding.UTF8.GetBytes(text, utf8)]));
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    internal Statement WithNull()
    {
        Check(raw.sqlite3_bind_null(statement, ++bound));
        return this;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    internal void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>The next row; after the last one the statement is ready for new values.</summary>
    internal bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW) return true;
        Reset();
        if (result != raw.SQLITE_DONE) Check(result);
        return false;
    }

    internal void Reset()
    {
        bound = 0;
        raw.sqlite3_reset(statement);
    }

    internal long Long(int column) => raw.sqlite3_column_int64(statement, column);

    internal long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    internal ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    internal string Text(int column) => Encoding.UTF8.GetString(Blob(column));

    internal string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    internal bool IsText(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_TEXT;

    internal DateTimeOffset Instant(int column) => new(Long(column), TimeSpan.Zero);

    private bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_DONE) return;
        bound = 0;
        throw new SqliteException(raw.sqlite3_errmsg(database).utf8_to_string(), result & 0xff, raw.sqlite3_extended_errcode(database));
    }
}
