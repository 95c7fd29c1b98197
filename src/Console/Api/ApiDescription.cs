using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using RocketMQ.ManagementConsole.Messages;

namespace RocketMQ.ManagementConsole.Api;

/// <summary>The description of the API at <c>/openapi/v1.json</c>: everybody may read it, it tells nothing about this console's clusters.</summary>
internal static class ApiDescription
{
    private const string Scheme = "bearer";

    /// <summary>Describes login, and the part of each address that names the cluster.</summary>
    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = route => route.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "RocketMQ Console", Version = "v1" };
            // The console may be under several names; addresses are relative to the one that the document came from.
            document.Servers = [];
            (document.Components ??= new OpenApiComponents()).SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            // Handlers that take an ApiCluster do not tell of it.
            if (context.Description.RelativePath?.Contains("{cluster}", StringComparison.Ordinal) == true
                && operation.Parameters?.Any(parameter => parameter.Name == "cluster") != true)
            {
                (operation.Parameters ??= []).Insert(0, new OpenApiParameter
                {
                    Name = "cluster",
                    In = ParameterLocation.Path,
                    Required = true,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }

            if (operation.OperationId == MessageEndpoints.Search)
            {
                foreach (var name in MessageQuery.Parameters.Prepend("by"))
                    (operation.Parameters ??= []).Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            }

            return Task.CompletedTask;
        });
    }
}
