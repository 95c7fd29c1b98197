using Radzen;

namespace RocketMQ.ManagementConsole.Components.Shared;

/// <summary>Opens the one dialog that asks before destructive actions.</summary>
internal static class ConfirmDialogs
{
    /// <summary>Asks, and waits for the answer.</summary>
    /// <returns>Whether the user confirmed; closing the dialog in any other way is a no.</returns>
    public static async Task<bool> ConfirmAsync(this DialogService dialogs, ConfirmRequest request)
    {
        var answer = await dialogs.OpenAsync<ConfirmDialog>(
            request.Title,
            new Dictionary<string, object?> { [nameof(ConfirmDialog.Request)] = request },
            new DialogOptions { Width = "480px", AutoFocusFirstElement = true });
        return answer is true;
    }
}
