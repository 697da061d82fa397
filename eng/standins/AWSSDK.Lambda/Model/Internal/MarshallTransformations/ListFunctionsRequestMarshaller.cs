using System.Globalization;
using Amazon.Runtime.Internal;

namespace Amazon.Lambda.Model.Internal.MarshallTransformations;

internal sealed class ListFunctionsRequestMarshaller : LambdaRequestMarshaller<ListFunctionsRequest>
{
    public static ListFunctionsRequestMarshaller Instance { get; } = new();

    protected override void Fill(DefaultRequest request, ListFunctionsRequest input)
    {
        AddQuery(request, "FunctionVersion", input.FunctionVersion);
        AddQuery(request, "Marker", input.Marker);
        AddQuery(request, "MasterRegion", input.MasterRegion);
        AddQuery(request, "MaxItems", input.MaxItems?.ToString(CultureInfo.InvariantCulture));
        request.ResourcePath = "/2015-03-31/functions";
    }
}
