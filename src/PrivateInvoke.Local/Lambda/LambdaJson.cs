using System.Text.Encodings.Web;
using System.Text.Json;

namespace PrivateInvoke.Local.Lambda;

internal static class LambdaJson
{
    // Nothing here is put into HTML: quotes in messages stay quotes.
    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
